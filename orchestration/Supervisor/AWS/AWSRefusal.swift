import FoundationEssentials
import HTTPTypes
import MeshCore
import MeshRuntime
import NIOCore

/// An exception that an AWS API answered with.
struct AWSRefusal: Error, Sendable, CustomStringConvertible {
    let type: String
    let message: String

    /// Reads it as clients do: by the header of a REST protocol, else by the member of the body.
    init(_ answer: AWSClient.Answer) {
        // What is no JSON came from somebody else on the way; the status says enough of it.
        let body = try? JSONValue(parsing: answer.body.readableBytesView)
        type =
            answer.headers[.amazonErrorType] ?? body?["__type"]?.stringValue ?? body?["title"]?.stringValue
            ?? "status \(answer.status)"
        message =
            body?["message"]?.stringValue ?? body?["Message"]?.stringValue ?? body?["detail"]?.stringValue ?? ""
    }

    var description: String { message.isEmpty ? type : "\(type): \(message)" }
}
