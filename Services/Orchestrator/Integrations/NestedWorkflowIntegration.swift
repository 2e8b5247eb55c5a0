import Crypto
import MeshCore
import MeshRuntime
import StatesLanguage

/// Tasks that start executions (`states:startExecution` and its forms that wait for the end).
struct NestedWorkflowIntegration: TaskIntegration {
    let starter: any ExecutionStarting

    func perform(_ job: TaskJob) async throws -> TaskOutcome {
        let arguments = job.order.arguments.value
        guard let machine = arguments["StateMachineArn"]?.stringValue else {
            return .failed(
                error: "States.ParameterPathFailure", cause: "The parameter StateMachineArn must be a string.")
        }
        let pattern = job.order.resource.pattern
        let interest: ParentInterest =
            switch pattern {
            case .sync: .text
            case .sync2: .json
            case .requestResponse, .waitForTaskToken: .none
            }
        let parent = ExecutionRecord.Parent(
            execution: job.execution, task: job.order.id.number, interest: interest)
        do {
            let record = try await starter.start(
                machine, name: arguments["Name"]?.stringValue ?? Self.name(for: job.order.idempotencyToken),
                input: Self.input(arguments["Input"]), parent: parent)
            let arn = starter.arn(of: record)
            let started = Payload(.object(NestedExecutionReport.started(arn: arn, at: record.startedAt)))
            return pattern == .requestResponse ? .succeeded(started) : .submitted(started)
        } catch OrchestratorError.notReady {
            // This instance cannot start anything just now: the task is done again.
            throw OrchestratorError.notReady
        } catch let error as any AWSErrorConvertible {
            let words =
                "\(error.awsError.message) (Service: AWSStepFunctions; Status Code: 400; "
                + "Error Code: \(error.awsError.type); Request ID: \(Self.name(for: job.order.idempotencyToken)); Proxy: null)"
            let name = "StepFunctions.\(error.awsError.type)Exception"
            return pattern == .requestResponse
                ? .failed(error: name, cause: words) : .submitFailed(error: name, cause: words)
        }
    }

    /// A name that is the same whenever the task is done again: of the hash of its token, which is too long for one.
    private static func name(for token: String) -> String {
        let bytes = Array(SHA256.hash(data: Array(token.utf8)))
        let words = [bytes[0..<8], bytes[8..<16]].map { $0.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        return UUIDText.text(high: words[0], low: words[1])
    }

    /// The input of the execution: a text as it is, anything else as its JSON, and nothing as an object without members.
    private static func input(_ value: JSONValue?) -> String {
        switch value {
        case nil, .null?: "{}"
        case .string(let text)?: text
        case let value?: StatesText.json(value)
        }
    }
}
