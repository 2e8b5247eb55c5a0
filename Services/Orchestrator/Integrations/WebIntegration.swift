import HTTPTypes
import MeshCore
import MeshTransport
import NIOCore
import StatesLanguage

/// Tasks that call services of the mesh over HTTP (`http:invoke`): `http://catalog/v1/products` is the service of that
/// name.
struct WebIntegration: TaskIntegration {
    private static let answerLimit = 1 << 20

    let services: any MeshServices
    let patience: Duration
    let clock: any WallClock

    func perform(_ job: TaskJob) async throws -> TaskOutcome {
        let arguments = job.order.arguments.value
        guard let address = arguments["ApiEndpoint"]?.stringValue, let target = WebTarget(address) else {
            return .failed(error: "States.Runtime", cause: "ApiEndpoint must be the address of a service of the mesh.")
        }
        guard let client = services.client(of: target.service) else {
            return .failed(
                error: "States.Http.Socket", cause: "The mesh has no service \(target.service) that workflows may call."
            )
        }
        do {
            var (request, body) = try WebRequest(arguments: arguments, target: target).parts()
            if request.headerFields[Self.idempotencyKey] == nil {
                request.headerFields[Self.idempotencyKey] = job.order.idempotencyToken
            }
            let limit = job.order.timesOut.map { min(patience, clock.now().duration(to: $0)) } ?? patience
            let response = try await client.send(request, body: body, deadline: Deadline(after: limit, from: .now()))
            let bytes = try await response.collect(upTo: Self.answerLimit)
            return Self.outcome(response.head, String(buffer: bytes))
        } catch let failure as ExchangeFailure {
            return .failed(error: "States.Http.Socket", cause: "\(failure.reason)")
        } catch let failure as StateFailure {
            return .failed(error: failure.error, cause: failure.cause)
        }
    }

    private static func outcome(_ head: HTTPResponse, _ body: String) -> TaskOutcome {
        let status = Int64(head.status.code)
        guard head.status.kind == .successful else {
            return .failed(error: "States.Http.StatusCode.\(status)", cause: body)
        }
        var headers: JSONObject = [:]
        for field in head.headerFields {
            let known = headers[field.name.canonicalName]?.arrayValue ?? []
            headers[field.name.canonicalName] = .array(known + [.string(field.value)])
        }
        // A body that is no JSON is handed on as text.
        let value = (try? JSONValue(parsing: body, limits: JSONLimits(depth: 512))) ?? .string(body)
        return .succeeded(
            Payload([
                "Headers": .object(headers), "ResponseBody": value, "StatusCode": .int(status),
                "StatusText": .string(head.status.reasonPhrase),
            ]))
    }

    private static let idempotencyKey: HTTPField.Name = {
        guard let name = HTTPField.Name("Idempotency-Key") else { preconditionFailure("a good name") }
        return name
    }()
}
