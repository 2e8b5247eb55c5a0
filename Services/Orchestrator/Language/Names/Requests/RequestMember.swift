/// A member of a request, or of an object in one.
struct RequestMember: Sendable {
    let name: String
    let shape: RequestShape
    let isRequired: Bool

    /// A member that must be there.
    static func required(_ name: String, _ shape: RequestShape) -> RequestMember {
        RequestMember(name: name, shape: shape, isRequired: true)
    }

    /// A member that may be missing, or null.
    static func optional(_ name: String, _ shape: RequestShape) -> RequestMember {
        RequestMember(name: name, shape: shape, isRequired: false)
    }
}
