import MeshCore
import StatesLanguage

/// Tasks that invoke functions, by a function's ARN alone or by the optimised integration.
struct FunctionIntegration: Sendable {
    let functions: any FunctionInvoking

    /// Invokes the function of an ARN: its answer is the task's result.
    func invoke(_ arn: String, _ job: TaskJob) async throws -> TaskOutcome {
        let call = FunctionCall(
            function: arn, payload: job.order.arguments.text, idempotencyToken: job.order.idempotencyToken,
            deadline: job.order.timesOut)
        switch try await functions.invoke(call) {
        case .answered(let answer):
            if answer.functionError != nil { return Self.failure(of: answer.payload) }
            return .succeeded(try Self.payload(answer.payload))
        case .refused(let error, let cause): return .failed(error: error, cause: cause)
        }
    }

    /// Invokes the function that the arguments name: the whole answer is the task's result.
    func invokeOptimised(_ job: TaskJob) async throws -> TaskOutcome {
        let arguments = job.order.arguments.value
        guard let name = arguments["FunctionName"]?.stringValue else {
            return .failed(error: "States.Runtime", cause: "The parameter FunctionName must be a string.")
        }
        var call = FunctionCall(
            function: name, payload: Self.text(arguments["Payload"]), idempotencyToken: job.order.idempotencyToken,
            deadline: job.order.timesOut)
        call.qualifier = arguments["Qualifier"]?.stringValue
        call.invocationType = arguments["InvocationType"]?.stringValue
        call.clientContext = arguments["ClientContext"]?.stringValue
        switch try await functions.invoke(call) {
        case .answered(let answer):
            if answer.functionError != nil { return Self.failure(of: answer.payload) }
            let output = try Payload(answer.result)
            return job.order.resource.pattern == .waitForTaskToken ? .submitted(output) : .succeeded(output)
        case .refused(let error, let cause):
            return job.order.resource.pattern == .waitForTaskToken
                ? .submitFailed(error: error, cause: cause) : .failed(error: error, cause: cause)
        }
    }

    private static func text(_ payload: JSONValue?) -> String {
        payload.map(\.description) ?? "{}"
    }

    /// What a function that failed tells: its `errorType` is the error, all of it the cause.
    private static func failure(of payload: String) -> TaskOutcome {
        // An answer that is no JSON tells no type.
        let type = (try? JSONValue(parsing: payload))?["errorType"]?.stringValue
        return .failed(error: type ?? "Lambda.Unknown", cause: payload)
    }

    private static func payload(_ text: String) throws -> Payload {
        text.isEmpty ? Payload(.null) : try Payload(parsing: text)
    }
}
