/// Which part of a state's work a query belongs to, and so what it may read.
enum QueryPart: Hashable, Sendable {
    /// Before the state's work: it reads the input.
    case entry
    /// After the work: it reads the result too.
    case result
    /// After a caught error: it reads that error too.
    case handler
}
