/// In which way a task did not succeed.
enum TaskEnding {
    case failed
    case timedOut
    case startFailed
    case submitFailed
}
