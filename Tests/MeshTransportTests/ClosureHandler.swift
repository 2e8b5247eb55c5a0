import MeshTransport

/// A handler made of a closure.
struct ClosureHandler: RequestHandler {
    private let body: @Sendable (ServerRequest, ResponseWriter) async -> Void

    init(_ body: @escaping @Sendable (ServerRequest, ResponseWriter) async -> Void) {
        self.body = body
    }

    func handle(_ request: ServerRequest, _ writer: ResponseWriter) async {
        await body(request, writer)
    }
}
