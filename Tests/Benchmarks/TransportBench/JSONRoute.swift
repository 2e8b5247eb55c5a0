import Hummingbird

/// The answer that every server of the benchmark gives: 35 bytes of JSON.
struct JSONAnswer: ResponseEncodable {
    let message: String
}

/// The router that every server of the benchmark stands on.
enum JSONRoute {
    static func makeRouter() -> Router<BenchContext> {
        let router = Router(context: BenchContext.self)
        router.get("/json") { _, _ in JSONAnswer(message: "Hello from the mesh") }
        return router
    }
}
