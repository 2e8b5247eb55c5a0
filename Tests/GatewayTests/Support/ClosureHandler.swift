import MeshTransport

/// A service made of a closure.
struct ClosureHandler: RequestHandler {
    private let body: @Sendable (ServerRequest, ResponseWriter) async throws -> Void

    init(_ body: @escaping @Sendable (ServerRequest, ResponseWriter) async throws -> Void) {
        self.body = body
    }

    func handle(_ request: ServerRequest, _ writer: ResponseWriter) async {
        do {
            try await body(request, writer)
        } catch {
            writer.abort()
        }
    }
}
