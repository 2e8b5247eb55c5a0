/// What an execution is kept as. The raw values are stored.
enum ExecutionKind: Int64, Sendable {
    case standard = 0
    /// Only that it runs is kept, so that it is run again when its instance dies.
    case express = 1
    /// The work on an item of a distributed map.
    case item = 2
    /// The same, kept as an express execution is: its map run knows that it is to be done.
    case expressItem = 3

    /// Whether its steps are durable.
    var isDurable: Bool {
        switch self {
        case .standard, .item: true
        case .express, .expressItem: false
        }
    }
}
