import HTTPTypes
import MeshCore
import MeshRuntime
import MeshStore
import MeshTransport
import NIOCore
import StatesLanguage

/// Calls the targets of schedules with what workflows call theirs: executions, functions, and services of the mesh.
struct MeshScheduleTarget: ScheduleTarget {
    let starter: any ExecutionStarting
    let operations: any OperationCalling
    let functions: any FunctionInvoking
    let services: any MeshServices
    let patience: Duration
    let clock: any WallClock

    func call(_ call: TargetCall) async -> TargetOutcome {
        do {
            switch call.target.action {
            case .startExecution(let machine):
                _ = try await starter.start(machine, name: call.firing.text, input: call.input, parent: nil)
                return .delivered
            case .invokeFunction(let function):
                return try await invoke(function, payload: call.input, type: "Event", call)
            case .callService: return try await callService(call)
            case .callOperation(let service, let operation):
                return try await callOperation(operation, of: service, call)
            case .putEvents, .sendMessage:
                return .refused(Self.unknown("The mesh has no integration of \(call.target.arn)."))
            }
        } catch {
            return Self.outcome(of: error)
        }
    }

    func tell(_ letter: DeadLetter) async -> TargetOutcome {
        .refused(Self.unknown("The mesh has no queue \(letter.queue ?? "")."))
    }

    private func invoke(
        _ function: String, payload: String, type: String, _ call: TargetCall
    ) async throws -> TargetOutcome {
        var invocation = FunctionCall(
            function: function, payload: payload, idempotencyToken: call.firing.text,
            deadline: clock.now() + patience)
        invocation.invocationType = type
        switch try await functions.invoke(invocation) {
        // What the function makes of it is its own affair, as with every asynchronous invocation.
        case .answered: return .delivered
        case .refused(let error, let cause):
            let failure = TargetFailure(code: error, message: cause)
            return Self.finalFunctionErrors.contains(error) ? .refused(failure) : .failed(failure)
        }
    }

    private func callService(_ call: TargetCall) async throws -> TargetOutcome {
        let arguments = try JSONValue(parsing: call.input)
        guard let target = arguments["ApiEndpoint"]?.stringValue.flatMap(WebTarget.init),
            let client = services.client(of: target.service)
        else {
            return .refused(Self.unknown("ApiEndpoint must be the address of a service of the mesh."))
        }
        var (request, body) = try WebRequest(arguments: arguments, target: target).parts()
        request.headerFields[Self.idempotencyKey] = call.firing.text
        let response = try await client.send(request, body: body, deadline: Deadline(after: patience, from: .now()))
        let text = String(buffer: try await response.collect(upTo: Self.answerLimit))
        let status = Int(response.head.status.code)
        let failure = TargetFailure(code: "Http.StatusCode.\(status)", message: String(text.prefix(1024)))
        switch status {
        case 200..<300: return .delivered
        case 408, 409, 425, 429, 500...: return .failed(failure)
        default: return .refused(failure)
        }
    }

    private func callOperation(
        _ operation: String, of service: String, _ call: TargetCall
    ) async throws -> TargetOutcome {
        guard case .object(let input) = try JSONValue(parsing: call.input) else {
            return .refused(Self.unknown("The input of an operation is an object."))
        }
        switch (service, operation) {
        case ("sfn", _):
            guard case .object(var members) = SDKNames.wire(.object(input)) else { break }
            if operation == "startExecution", members["name"] == nil { members["name"] = .string(call.firing.text) }
            _ = try await operations.call(operation.prefix(1).uppercased() + operation.dropFirst(), members)
            return .delivered
        case ("lambda", "invoke"):
            let payload = input["Payload"].map { $0.stringValue ?? $0.description } ?? "{}"
            return try await invoke(
                input["FunctionName"]?.stringValue ?? "", payload: payload,
                type: input["InvocationType"]?.stringValue ?? "RequestResponse", call)
        default: break
        }
        return .refused(Self.unknown("The mesh has no integration of \(service):\(operation)."))
    }
}

extension MeshScheduleTarget {
    private static let answerLimit = 64 << 10

    /// What no further attempt changes.
    private static let finalFunctionErrors: Set<String> = [
        "Lambda.ResourceNotFoundException", "Lambda.InvalidRequestContentException",
        "Lambda.RequestTooLargeException", "Lambda.InvalidParameterValueException", "Lambda.ValidationException",
    ]

    private static let idempotencyKey: HTTPField.Name = {
        guard let name = HTTPField.Name("Idempotency-Key") else { preconditionFailure("a good name") }
        return name
    }()

    private static func unknown(_ words: String) -> TargetFailure {
        TargetFailure(code: "ResourceNotFoundException", message: words)
    }

    /// What an error of a call means for its next attempt.
    private static func outcome(of error: any Error) -> TargetOutcome {
        switch error {
        // The earlier attempt of this run has started it.
        case OrchestratorError.executionAlreadyExists: return .delivered
        case let error as any AWSErrorConvertible:
            let error = error.awsError
            let failure = TargetFailure(code: error.type, message: error.message)
            return error.status >= 500 || error.status == 429 ? .failed(failure) : .refused(failure)
        case let error as StateFailure:
            return .refused(TargetFailure(code: error.error ?? "InvalidInput", message: error.cause ?? ""))
        case let error as JSONParseError:
            return .refused(TargetFailure(code: "InvalidInput", message: "The input is no JSON: \(error)"))
        case let error as ExchangeFailure:
            return .failed(TargetFailure(code: "Unreachable", message: "\(error.reason)"))
        default: return .failed(TargetFailure(code: "InternalFailure", message: "\(type(of: error))"))
        }
    }
}
