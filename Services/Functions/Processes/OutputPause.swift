/// Whether an output is waited for.
enum OutputPause: Sendable {
    /// More may come.
    case open
    /// More may come, and is not read yet.
    case paused
    /// The last process that had it has closed it.
    case ended
}
