import Hummingbird
import MeshCore
import MeshRuntime
import NIOCore

extension JSONValue {
    /// A map of strings, by name.
    static func texts(_ texts: [String: String]) -> JSONValue {
        .object(JSONObject(texts.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
    }
}

extension HTTPReply {
    /// Bytes of a media type.
    static func bytes(_ bytes: [UInt8], mediaType: String) -> HTTPReply {
        HTTPReply(
            status: .ok, headers: [.contentType: mediaType], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
