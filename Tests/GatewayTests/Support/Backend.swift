import HTTPTypes
import MeshTransport
import NIOCore

/// A service behind the gateway, on a port of its own.
struct Backend: Sendable {
    let name: String
    let acceptor: ExchangeAcceptor

    /// A service made of a closure.
    static func handler(
        _ name: String = "one", _ body: @escaping @Sendable (ServerRequest, ResponseWriter) async throws -> Void
    ) -> Backend {
        Backend(name: name, acceptor: TaskAcceptor(ClosureHandler(body)).acceptor)
    }

    /// A service that says only its name.
    static func named(_ name: String) -> Backend {
        handler(name) { _, writer in
            writer.respond(.init(status: .ok), body: .init(string: name))
        }
    }
}
