/// Answers requests, one task each: what a service's router stands behind.
package protocol RequestHandler: Sendable {
    /// Handles one request on the event loop of its connection.
    ///
    /// The task is cancelled when the client resets the request, when the connection is lost, and when the deadline passes; what is
    /// written after that goes nowhere. A handler that returns without an answer gives the client a 500.
    ///
    /// - Parameters:
    ///   - request: The head, and the body as it comes.
    ///   - writer: Where the answer goes.
    func handle(_ request: consuming ServerRequest, _ writer: ResponseWriter) async
}
