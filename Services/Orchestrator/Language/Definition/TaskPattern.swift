/// For what a task of a service integration waits.
package enum TaskPattern: String, Hashable, Sendable {
    /// For the answer to the call.
    case requestResponse
    /// For the end of the job that the call started.
    case sync
    /// For the same; a nested execution's output comes as JSON and not as text.
    case sync2
    /// For somebody who knows the task token.
    case waitForTaskToken

    /// How it is written behind the operation.
    package var suffix: String {
        switch self {
        case .requestResponse: ""
        case .sync: ".sync"
        case .sync2: ".sync:2"
        case .waitForTaskToken: ".waitForTaskToken"
        }
    }
}
