package import MeshCore

/// What a mocked state answers to one call.
package enum MockReply: Hashable, Sendable {
    case result(JSONValue)
    case failure(error: String, cause: String?)
    /// The call of a function by its integration is answered with this payload, in the envelope of the real service.
    case functionPayload(JSONValue)
    /// Nothing ever: the state's own timeout must end it.
    case silence
    /// The items that a distributed map's reader finds; the map's own states then work on them.
    case items([JSONValue])
}
