package import HTTPTypes
package import MeshCore

/// A request as a handler sees it.
package struct ServerRequest: Sendable {
    /// Method, path, authority and fields.
    package var head: HTTPRequest
    /// The body, as it comes.
    package var body: ServerRequestBody
    /// The connection that brought it, and who the peer is.
    package var connection: ConnectionDescription
    /// By when it must be answered, when the client said so (`x-deadline-ms`).
    package var deadline: Deadline?

    package init(
        head: HTTPRequest, body: ServerRequestBody, connection: ConnectionDescription, deadline: Deadline? = nil
    ) {
        self.head = head
        self.body = body
        self.connection = connection
        self.deadline = deadline
    }
}
