import HTTPTypes
import Hummingbird

/// An operation of a service that speaks REST-JSON, under its method and path.
struct AWSRestRoute: Route {
    let method: HTTPRequest.Method
    let template: String
    let operation: String
    let signingName: String
    let access: Access
    let body: AWSRestService.Body
    let handler: AWSRestService.Handler

    /// AWS's own models document them.
    var isDocumented: Bool { false }
    var description: OperationDescription { .aws(operation, method: method) }

    /// The names in braces.
    var placeholders: [String] {
        template.split(separator: "/").filter { $0.first == "{" }.map { String($0.dropFirst().dropLast()) }
    }

    func register(on router: Router<MeshRequestContext>, environment: RequestEnvironment) {
        router.on(
            RouterPath(template), method: method, responder: AWSRestResponder(self, environment: environment))
    }
}
