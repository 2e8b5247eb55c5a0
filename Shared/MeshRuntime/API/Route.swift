import HTTPTypes
import Hummingbird

/// An operation under its method and path, whatever the type of its body.
protocol Route: Sendable {
    var method: HTTPRequest.Method { get }
    var template: String { get }
    /// Whether the public document tells of it.
    var isDocumented: Bool { get }
    var description: OperationDescription { get }
    func register(on router: Router<MeshRequestContext>, environment: RequestEnvironment)
}

/// A declared operation with its handler.
struct DeclaredRoute<Body: Sendable>: Route {
    let method: HTTPRequest.Method
    let template: String
    let operation: Operation<Body>
    let isDocumented: Bool
    let handler: @Sendable (OperationInput<Body>, MeshRequestContext) async throws -> HTTPReply

    /// The names in braces.
    var placeholders: Set<String> {
        Set(template.split(separator: "/").filter { $0.first == "{" }.map { String($0.dropFirst().dropLast()) })
    }

    var description: OperationDescription { OperationDescription(operation, method: method) }

    func register(on router: Router<MeshRequestContext>, environment: RequestEnvironment) {
        let responder = OperationResponder(operation: operation, environment: environment, handler: handler)
        router.on(RouterPath(template), method: method, responder: responder)
        if method == .get { router.on(RouterPath(template), method: .head, responder: responder) }
    }
}
