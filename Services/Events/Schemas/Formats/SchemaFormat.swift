/// The formats of texts that are known (Validation, section 7.3).
enum SchemaFormat: String, CaseIterable, Sendable {
    case dateTime = "date-time"
    case date
    case time
    case duration
    case email
    case idnEmail = "idn-email"
    case hostname
    case idnHostname = "idn-hostname"
    case ipv4
    case ipv6
    case uri
    case uriReference = "uri-reference"
    case iri
    case iriReference = "iri-reference"
    case uuid
    case uriTemplate = "uri-template"
    case jsonPointer = "json-pointer"
    case relativeJSONPointer = "relative-json-pointer"
    case regex

    func accepts(_ text: String) -> Bool {
        switch self {
        case .dateTime: TimeFormat.isDateTime(Array(text.utf8))
        case .date: TimeFormat.isDate(Array(text.utf8)[...])
        case .time: TimeFormat.isTime(Array(text.utf8)[...])
        case .duration: DurationFormat.isDuration(Array(text.utf8))
        case .email: EmailFormat.isEmail(text, isInternational: false)
        case .idnEmail: EmailFormat.isEmail(text, isInternational: true)
        case .hostname: HostnameFormat.isHostname(text, isInternational: false)
        case .idnHostname: HostnameFormat.isHostname(text, isInternational: true)
        case .ipv4: AddressFormat.isIPv4(text.utf8[...])
        case .ipv6: AddressFormat.isIPv6(text.utf8[...])
        case .uri: URIFormat(isInternational: false).isURI(text)
        case .uriReference: URIFormat(isInternational: false).isReference(text)
        case .iri: URIFormat(isInternational: true).isURI(text)
        case .iriReference: URIFormat(isInternational: true).isReference(text)
        case .uuid: AddressFormat.isUUID(Array(text.utf8))
        case .uriTemplate: URITemplateFormat.isTemplate(text)
        case .jsonPointer: JSONPointerFormat.isPointer(text.utf8)
        case .relativeJSONPointer: JSONPointerFormat.isRelativePointer(text.utf8)
        // Only whether it can be read counts here, not why not.
        case .regex: (try? ECMAPattern(text)) != nil
        }
    }

    /// What a text must be.
    var words: String {
        switch self {
        case .dateTime: "a date and time as in RFC 3339, such as 2026-01-31T12:00:00Z"
        case .date: "a date as in RFC 3339, such as 2026-01-31"
        case .time: "a time with its offset as in RFC 3339, such as 12:00:00Z"
        case .duration: "a duration as in ISO 8601, such as P3DT12H"
        case .email: "an e-mail address as in RFC 5321, such as ada@example.org"
        case .idnEmail: "an e-mail address as in RFC 6531, such as ada@example.org"
        case .hostname: "a host name as in RFC 1123, such as shop.example.org"
        case .idnHostname: "a host name as in RFC 5890, such as bücher.example"
        case .ipv4: "an IPv4 address, such as 192.0.2.1"
        case .ipv6: "an IPv6 address as in RFC 4291, such as 2001:db8::1"
        case .uri: "a URI as in RFC 3986, with its scheme, such as https://example.org/a"
        case .uriReference: "a URI or a relative reference as in RFC 3986"
        case .iri: "an IRI as in RFC 3987, with its scheme"
        case .iriReference: "an IRI or a relative reference as in RFC 3987"
        case .uuid: "a UUID as in RFC 4122, such as 123e4567-e89b-12d3-a456-426614174000"
        case .uriTemplate: "a URI template as in RFC 6570, such as /orders/{id}"
        case .jsonPointer: "a JSON pointer as in RFC 6901, such as /orders/0"
        case .relativeJSONPointer: "a relative JSON pointer, such as 1/orders"
        case .regex: "a regular expression as in ECMA-262"
        }
    }
}
