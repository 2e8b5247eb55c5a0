import MeshTransport

/// A request's method as it is counted: those of RFC 9110 and PATCH, and one for all that clients make up.
enum RequestMethod: UInt8 {
    case get, head, post, put, patch, delete, options, connect, trace, other

    init(_ field: HeaderBlock.Field, in head: HeaderBlock) {
        switch field.valueLength {
        case 3: self = head.isValued(field, "GET") ? .get : head.isValued(field, "PUT") ? .put : .other
        case 4: self = head.isValued(field, "POST") ? .post : head.isValued(field, "HEAD") ? .head : .other
        case 5: self = head.isValued(field, "PATCH") ? .patch : head.isValued(field, "TRACE") ? .trace : .other
        case 6: self = head.isValued(field, "DELETE") ? .delete : .other
        case 7: self = head.isValued(field, "OPTIONS") ? .options : head.isValued(field, "CONNECT") ? .connect : .other
        default: self = .other
        }
    }

    /// The value of the label, as OpenTelemetry's semantic conventions have it.
    var label: String {
        switch self {
        case .get: "GET"
        case .head: "HEAD"
        case .post: "POST"
        case .put: "PUT"
        case .patch: "PATCH"
        case .delete: "DELETE"
        case .options: "OPTIONS"
        case .connect: "CONNECT"
        case .trace: "TRACE"
        case .other: "_OTHER"
        }
    }
}
