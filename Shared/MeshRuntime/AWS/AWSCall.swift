package import HTTPTypes
package import MeshCore
package import NIOCore

/// What the handler of an AWS operation is given, after the caller was proven.
package struct AWSCall: Sendable {
    /// The operation's name (`StartExecution`).
    package let operation: String
    package let head: HTTPRequest
    /// The body as it came.
    package let body: ByteBuffer
    /// The members of a JSON body; empty without a body, and where bodies are not JSON.
    package let input: JSONObject
    /// The request's id, as it is in the answer.
    package let requestID: String
    let parameters: [String: String]

    /// The value of a placeholder of the path, decoded.
    package func path(_ name: String) -> String { parameters[name] ?? "" }

    /// The first value of a query parameter, decoded; nil when it is absent.
    package func query(_ name: String) -> String? { queries(name).first }

    /// All values of a query parameter, decoded.
    package func queries(_ name: String) -> [String] {
        guard let path = head.path, let mark = path.firstIndex(of: "?") else { return [] }
        return path[path.index(after: mark)...].split(separator: "&").compactMap { item in
            let separator = item.firstIndex(of: "=")
            guard PercentEncoding.decode(item[..<(separator ?? item.endIndex)], plus: .isSpace) == name else {
                return nil
            }
            return PercentEncoding.decode(separator.map { item[item.index(after: $0)...] } ?? "", plus: .isSpace)
        }
    }

    /// A header field; nil when it is absent.
    package func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { head.headerFields[$0] }
    }

    /// The members, to be read under their constraints.
    package var members: AWSMembers { AWSMembers(input, patience: Preferences(header("Prefer")).wait) }
}
