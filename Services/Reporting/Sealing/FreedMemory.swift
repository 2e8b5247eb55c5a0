import CMalloc

/// What was freed and is still with the process.
enum FreedMemory {
    /// Gives it back to the system. The allocator keeps what one thread has freed for that thread; after something that takes a few hundred
    /// megabytes for some seconds and is done by another thread each time, that is several times what is needed.
    static func giveBack() {
        malloc_trim(0)
    }
}
