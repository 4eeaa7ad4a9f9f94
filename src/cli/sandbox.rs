//! `calcli sandbox`: a pretend Microsoft on this machine, for trying calcli without an account.
