import HTTPTypes
import Hummingbird

/// The one path of a service that speaks AWS JSON 1.0.
struct AWSJSONRoute: Route {
    let service: AWSJSONService

    var method: HTTPRequest.Method { .post }
    var template: String { AWSJSONService.path }
    /// AWS's own models document them.
    var isDocumented: Bool { false }
    var description: OperationDescription { .aws(service.target, method: method) }

    func register(on router: Router<MeshRequestContext>, environment: RequestEnvironment) {
        router.on(
            RouterPath(template), method: method, responder: AWSJSONResponder(service, environment: environment))
    }
}

extension OperationDescription {
    /// What stands for an operation that the document leaves out.
    static func aws(_ id: String, method: HTTPRequest.Method) -> OperationDescription {
        OperationDescription(
            Operation(id: id, summary: "Of an AWS service.", tag: "aws", access: .user, responses: []), method: method)
    }
}
