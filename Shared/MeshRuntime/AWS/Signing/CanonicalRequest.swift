import Crypto
import FoundationEssentials
import HTTPTypes
import MeshCore

/// A request in the one form that both sides of a signature of version 4 hash
/// (AWS, "Create a signed AWS API request", step 1).
struct CanonicalRequest {
    let text: String

    /// How the path stands in it.
    enum PathForm {
        /// Without empty and dot segments, and escaped once more than it was sent: of all services but S3.
        case escapedAgain
        /// As it was sent: of S3, whose keys may have such segments.
        case asSent
    }

    /// Puts a request into its canonical form.
    ///
    /// - Parameters:
    ///   - head: The request as the client sent it.
    ///   - pathForm: How the service has its path.
    ///   - signedHeaders: The names of the fields that are signed, in lower case, in the order in which they are signed.
    ///   - payloadHash: What stands for the body.
    init(_ head: HTTPRequest, pathForm: PathForm = .escapedAgain, signedHeaders: [String], payloadHash: String) {
        let target = head.path ?? "/"
        let mark = target.firstIndex(of: "?")
        let path = target[..<(mark ?? target.endIndex)]
        var lines = [
            head.method.rawValue,
            pathForm == .asSent ? String(path) : Self.path(path),
            Self.query(mark.map { target[target.index(after: $0)...] } ?? ""),
        ]
        for name in signedHeaders { lines.append("\(name):\(Self.value(of: name, in: head))") }
        lines.append("")
        lines.append(signedHeaders.joined(separator: ";"))
        lines.append(payloadHash)
        text = lines.joined(separator: "\n")
    }

    /// Its hash in hexadecimal.
    var hash: String { Self.hash(Data(text.utf8)) }

    /// SHA-256 in hexadecimal.
    static func hash(_ bytes: some DataProtocol) -> String {
        Self.hexadecimal(SHA256.hash(data: bytes))
    }

    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        for byte in bytes {
            text.append(Hexadecimal.digit(byte >> 4))
            text.append(Hexadecimal.digit(byte & 0xF))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The path as ``PathForm/escapedAgain`` has it.
    static func path(_ path: Substring) -> String {
        var segments: [Substring] = []
        for segment in path.split(separator: "/") where segment != "." {
            if segment == ".." {
                _ = segments.popLast()
            } else {
                segments.append(segment)
            }
        }
        guard !segments.isEmpty else { return "/" }
        let end = path.last == "/" ? "/" : ""
        return "/" + segments.map { PercentEncoding.encode(String($0)) }.joined(separator: "/") + end
    }

    /// The parameters, escaped in one way, sorted by their names and values; the signature itself is not among them.
    static func query(_ query: Substring) -> String {
        var items: [(name: String, value: String)] = []
        for item in query.split(separator: "&") {
            let separator = item.firstIndex(of: "=")
            let name = escaped(item[..<(separator ?? item.endIndex)])
            guard name != QueryParameter.signature.rawValue else { continue }
            items.append((name, escaped(separator.map { item[item.index(after: $0)...] } ?? "")))
        }
        // By octets, which for escaped text is the order of its characters.
        return items.sorted { ($0.name, $0.value) < ($1.name, $1.value) }.map { "\($0.name)=\($0.value)" }
            .joined(separator: "&")
    }

    /// Escaped anew from what it stands for; what is no escaped text is taken as it is, and fits no signature.
    private static func escaped(_ text: Substring) -> String {
        PercentEncoding.decode(text, plus: .isPlus).map(PercentEncoding.encode) ?? String(text)
    }

    /// A field's values, trimmed, with single spaces, and joined by commas.
    private static func value(of name: String, in head: HTTPRequest) -> String {
        if name == "host" { return head.authority ?? "" }
        guard let field = HTTPField.Name(name) else { return "" }
        return head.headerFields[values: field].map { value in
            value.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
        }.joined(separator: ",")
    }
}
