/// What stands for the work of a state that is tested alone.
package enum StateMock: Hashable, Sendable {
    case result(Payload)
    case failure(error: String?, cause: String?)
}
