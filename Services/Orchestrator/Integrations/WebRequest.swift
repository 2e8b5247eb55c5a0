import HTTPTypes
import MeshCore
import NIOCore
import StatesLanguage

/// A request as the arguments of an HTTP task describe it.
struct WebRequest {
    let arguments: JSONValue
    let target: WebTarget

    /// The head and the body.
    ///
    /// - Throws: `StateFailure` when the arguments describe none.
    func parts() throws(StateFailure) -> (HTTPRequest, ByteBuffer?) {
        guard let method = HTTPRequest.Method(rawValue: arguments["Method"]?.stringValue ?? "GET") else {
            throw StateFailure(error: "States.Runtime", cause: "Method is no method of HTTP.")
        }
        var request = HTTPRequest(method: method, scheme: nil, authority: nil, path: path)
        for (name, value) in arguments["Headers"]?.objectValue ?? [:] {
            guard let field = HTTPField.Name(name), let text = value.stringValue else {
                throw StateFailure(error: "States.Runtime", cause: "The header \(name) is none.")
            }
            request.headerFields[field] = text
        }
        guard let body = arguments["RequestBody"] else { return (request, nil) }
        if request.headerFields[.contentType] == nil { request.headerFields[.contentType] = "application/json" }
        return (request, ByteBuffer(string: body.stringValue ?? body.description))
    }

    private var path: String {
        guard let parameters = arguments["QueryParameters"]?.objectValue, !parameters.isEmpty else {
            return target.path
        }
        let query = parameters.map { name, value in
            "\(PercentEncoding.encode(name))=\(PercentEncoding.encode(value.stringValue ?? value.description))"
        }
        return target.path + (target.path.contains("?") ? "&" : "?") + query.joined(separator: "&")
    }
}
