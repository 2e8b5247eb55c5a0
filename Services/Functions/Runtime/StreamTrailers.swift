import FoundationEssentials
import HTTPTypes
import MeshTransport
import NIOCore

/// What a handler says behind a streamed answer.
enum StreamTrailers {
    /// The failure that it tells of, once the body was read to its end; nil when there was none.
    static func failure(of body: ServerRequestBody) async -> InvocationEnding? {
        guard let (type, document) = await told(by: body) else { return nil }
        return .error(type: type, document: document)
    }

    /// How the stream ended, once it was read to its end.
    static func end(of body: ServerRequestBody) async -> HandlerStreamEnd {
        guard let (type, document) = await told(by: body) else { return .complete }
        return .failed(type: type, document: document)
    }

    private static func told(by body: ServerRequestBody) async -> (String, ByteBuffer)? {
        guard let trailers = await body.trailers, let type = trailers[.runtimeErrorType] else { return nil }
        let document = trailers[.runtimeErrorBody].flatMap { Data(base64Encoded: $0) } ?? Data()
        return (type, ByteBuffer(bytes: document))
    }
}
