import MeshCore
import StatesLanguage

/// What somebody else has to tell an execution, whoever holds its shard: kept until the execution has taken it.
struct Mail: Sendable {
    let shard: Int64
    let execution: Int64
    let message: ExecutionMessage
}
