package import HTTPTypes
import Hummingbird
import NIOCore

/// Content that stays the same as long as the program: a script, a style sheet, a page. It is made once in both of its forms.
package struct FixedContent: Sendable {
    private let plain: Form
    private let compressed: Form

    /// One form, and the tag by which browsers know it: forms differ in theirs (RFC 9110, section 8.8.3.3).
    private struct Form {
        let bytes: ByteBuffer
        let headers: HTTPFields
    }

    /// - Parameters:
    ///   - bytes: The content.
    ///   - gzip: The same, compressed (RFC 1952).
    ///   - mediaType: What it is, with its charset.
    ///   - tag: What tells it from other versions of itself.
    ///   - headers: What goes with it: how long it may be kept, who may load it.
    package init(_ bytes: [UInt8], gzip: [UInt8], mediaType: String, tag: String, headers: HTTPFields) {
        func form(_ bytes: [UInt8], _ coding: String?, _ tag: ETag) -> Form {
            var fields = headers
            fields[.eTag] = tag.description
            fields[.contentType] = mediaType
            fields[.vary] = "accept-encoding"
            fields[.contentEncoding] = coding
            return Form(bytes: ByteBuffer(bytes: bytes), headers: fields)
        }
        plain = form(bytes, nil, ETag(tag))
        compressed = form(gzip, "gzip", ETag("\(tag)-gzip"))
    }

    /// The form that whoever asks takes. Where the operation reads conditionally, the copy that they have is not sent again.
    package func reply(to head: HTTPRequest) -> HTTPReply {
        let form = Self.takesGzip(head.headerFields[.acceptEncoding] ?? "") ? compressed : plain
        return HTTPReply(status: .ok, headers: form.headers, body: ResponseBody(byteBuffer: form.bytes))
    }

    /// Whether gzip is among the codings that are asked for, and not ruled out (RFC 9110, section 12.5.3).
    private static func takesGzip(_ field: String) -> Bool {
        field.split(separator: ",").contains { element in
            let parts = element.lowercased().filter { $0 != " " }.split(separator: ";")
            return parts.first == "gzip"
                && !parts.dropFirst().contains { ["q=0", "q=0.0", "q=0.00", "q=0.000"].contains($0) }
        }
    }
}
