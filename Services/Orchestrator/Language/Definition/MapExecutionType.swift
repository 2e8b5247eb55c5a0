/// What the executions of a distributed map's items are.
package enum MapExecutionType: String, Hashable, Sendable {
    case standard = "STANDARD"
    case express = "EXPRESS"
}
