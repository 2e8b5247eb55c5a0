import Glibc

/// What an operator does to instances to see how the rest bears it.
enum Trial: String, Sendable {
    /// SIGKILL; a new instance is started.
    case kill
    /// SIGSTOP: it holds its connections and answers nothing.
    case pause
    /// SIGCONT.
    case resume

    static let stopSignal = SIGSTOP
    static let continueSignal = SIGCONT
}
