/// What a request's method says of sending it twice.
enum RequestMethod {
    /// Whether doing it twice is intended to be the same as doing it once (RFC 9110, section 9.2.2).
    static func isIdempotent(_ method: ArraySlice<UInt8>) -> Bool {
        switch method.count {
        case 3: method.elementsEqual("GET".utf8) || method.elementsEqual("PUT".utf8)
        case 4: method.elementsEqual("HEAD".utf8)
        case 5: method.elementsEqual("TRACE".utf8)
        case 6: method.elementsEqual("DELETE".utf8)
        case 7: method.elementsEqual("OPTIONS".utf8)
        default: false
        }
    }
}
