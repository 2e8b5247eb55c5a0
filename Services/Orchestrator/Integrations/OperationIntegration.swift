import MeshCore
import MeshRuntime
import StatesLanguage

/// Tasks that call operations of Step Functions itself (`aws-sdk:sfn:sendTaskSuccess` and the like).
struct OperationIntegration: TaskIntegration {
    let operations: any OperationCalling

    func perform(_ job: TaskJob) async throws -> TaskOutcome {
        guard case .service(_, let operation) = job.order.resource.target else {
            return .startFailed(error: "States.Runtime", cause: nil)
        }
        return try await perform(operation, job)
    }

    /// Does a task by an operation.
    func perform(_ operation: String, _ job: TaskJob) async throws -> TaskOutcome {
        let name = operation.prefix(1).uppercased() + operation.dropFirst()
        guard case .object(let input) = SDKNames.wire(Self.withTexts(job.order.arguments.value)) else {
            return .failed(error: "States.Runtime", cause: "The arguments of a call are an object.")
        }
        do {
            let answer = try await operations.call(name, input)
            let output = Payload(SDKNames.task(answer))
            return job.order.resource.pattern == .requestResponse ? .succeeded(output) : .submitted(output)
        } catch let error as any AWSErrorConvertible {
            return .failed(
                error: "Sfn.\(error.awsError.type)Exception".replacingDoubleSuffix,
                cause: "\(error.awsError.message) (Service: Sfn, Status Code: 400, Request ID: \(Self.requestID()))")
        }
    }

    private static func requestID() -> String {
        var random = SystemRandomNumberGenerator()
        return UUIDText.make(using: &random)
    }

    /// JSON may be written where the API takes its text.
    private static func withTexts(_ arguments: JSONValue) -> JSONValue {
        guard case .object(var object) = arguments else { return arguments }
        for name in ["Input", "Output"] {
            guard let value = object[name], value.stringValue == nil else { continue }
            object[name] = value == .null ? nil : .string(StatesText.json(value))
        }
        return .object(object)
    }
}

extension String {
    /// The names of some errors end with the word already.
    fileprivate var replacingDoubleSuffix: String {
        hasSuffix("ExceptionException") ? String(dropLast("Exception".count)) : self
    }
}
