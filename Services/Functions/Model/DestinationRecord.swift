import MeshCore
import NIOCore

/// What a destination is told of an event that has ended, in AWS's form.
struct DestinationRecord: Sendable {
    let event: FunctionEvent
    let condition: EventCondition
    let functionARN: String
    /// What the last try gave; nil when there was none.
    let outcome: InvocationOutcome?
    let executedVersion: String?

    func document(at now: Timestamp) -> JSONValue {
        var members: JSONObject = [
            "version": "1.0",
            "timestamp": .string(now.description),
            "requestContext": [
                "requestId": .string(event.id), "functionArn": .string(functionARN),
                "condition": .string(condition.rawValue), "approximateInvokeCount": .int(Int64(event.attempts)),
            ],
            "requestPayload": Self.value(event.payload),
        ]
        if let outcome {
            var response: JSONObject = ["statusCode": 200]
            response["executedVersion"] = .string(executedVersion ?? FunctionVersion.latest)
            if !outcome.isSuccess { response["functionError"] = "Unhandled" }
            members["responseContext"] = .object(response)
            members["responsePayload"] = Self.value(outcome.payload)
        }
        return .object(members)
    }

    /// The document in a payload; its text when it is none.
    private static func value(_ payload: ByteBuffer) -> JSONValue {
        do {
            return try JSONValue(parsing: payload.readableBytesView, limits: JSONLimits(depth: 512))
        } catch {
            return .string(String(buffer: payload))
        }
    }
}
