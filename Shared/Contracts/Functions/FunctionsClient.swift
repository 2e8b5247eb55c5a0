import FoundationEssentials
import HTTPTypes
package import MeshCore
package import MeshTransport
import NIOCore

/// Functions as other services call them.
package struct FunctionsClient: Sendable {
    private let client: ServiceClient

    /// The longest answer: six megabytes, and what stands around them.
    private static let answerLimit = 8 << 20

    /// - Parameter client: Calls the service `functions`.
    package init(_ client: ServiceClient) { self.client = client }

    /// Calls a function.
    ///
    /// A handler that fails is an answer, not an error: see ``InvokedFunction/functionError``.
    ///
    /// - Parameter deadline: When the answer must be there; it should be later than the function's own timeout.
    /// - Throws: ``FunctionsRefusal``; `ExchangeFailure`; `CancellationError`.
    package func invoke(_ call: InvokeFunction, deadline: Deadline? = nil) async throws -> InvokedFunction {
        var path = "/aws/2015-03-31/functions/\(Self.escaped(call.function))/invocations"
        if let qualifier = call.qualifier { path += "?Qualifier=\(Self.escaped(qualifier))" }
        var request = HTTPRequest(method: .post, scheme: nil, authority: nil, path: path)
        request.headerFields[.contentType] = "application/json"
        Self.set("x-amz-invocation-type", call.kind.rawValue, in: &request.headerFields)
        if let key = call.idempotencyKey { Self.set("idempotency-key", key, in: &request.headerFields) }
        if let context = call.clientContext {
            Self.set("x-amz-client-context", Data(context.utf8).base64EncodedString(), in: &request.headerFields)
        }
        let response = try await client.send(request, body: call.payload, deadline: deadline)
        let body = try await response.collect(upTo: Self.answerLimit)
        let fields = response.head.headerFields
        let status = Int(response.status.code)
        guard response.status.kind == .successful else { throw Self.refusal(status, fields, body) }
        return InvokedFunction(
            status: status, requestID: Self.value("x-amzn-requestid", of: fields) ?? "",
            executedVersion: Self.value("x-amz-executed-version", of: fields),
            functionError: Self.value("x-amz-function-error", of: fields), payload: body)
    }

    private static func refusal(_ status: Int, _ fields: HTTPFields, _ body: ByteBuffer) -> FunctionsRefusal {
        // An answer of another kind says no more than its status.
        let document = try? JSONValue(parsing: body.readableBytesView)
        let message = document?["Message"]?.stringValue ?? document?["detail"]?.stringValue ?? ""
        return FunctionsRefusal(
            status: status, exception: value("x-amzn-errortype", of: fields) ?? "ServiceException", message: message)
    }

    private static func set(_ name: String, _ value: String, in fields: inout HTTPFields) {
        if let name = HTTPField.Name(name) { fields[name] = value }
    }

    private static func value(_ name: String, of fields: HTTPFields) -> String? {
        HTTPField.Name(name).flatMap { fields[$0] }
    }

    /// Percent-encoded but for what stands for itself everywhere (RFC 3986, section 2.3).
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                escaped += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return escaped
    }
}
