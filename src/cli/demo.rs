//! `calcli demo`: calcli's main job, for real, against the sandbox, in a folder that is thrown away.
