import HTTPTypes
import MeshCore

/// The preconditions of one request (RFC 9110, section 13), under the rule of its operation.
package struct ConditionalRequest: Sendable, Equatable {
    /// A list of tags, or `*`.
    enum Tags: Sendable, Equatable {
        case any
        /// Opaque tags; whether each is weak.
        case list([(opaque: String, isWeak: Bool)])

        static func == (left: Tags, right: Tags) -> Bool {
            switch (left, right) {
            case (.any, .any): true
            case (.list(let left), .list(let right)):
                left.elementsEqual(right) { $0.opaque == $1.opaque && $0.isWeak == $1.isWeak }
            case (.any, .list), (.list, .any): false
            }
        }
    }

    let ifMatch: Tags?
    let ifNoneMatch: Tags?
    /// Whether the operation demands `If-Match`.
    let demandsMatch: Bool

    static let none = ConditionalRequest(ifMatch: nil, ifNoneMatch: nil, demandsMatch: false)

    /// Whether the caller's copy is this very version, so that 304 answers a read. The comparison is weak (section
    /// 13.1.2).
    package func isNotModified(_ etag: ETag) -> Bool {
        switch ifNoneMatch {
        case nil: false
        case .any?: true
        case .list(let tags)?: tags.contains { $0.opaque == etag.opaque }
        }
    }

    /// Refuses a write that was decided on another version. The comparison is strong (section 13.1.1).
    ///
    /// - Parameter etag: The version that is stored; nil when there is no resource.
    /// - Throws: 412 when `If-Match` names another version, or `If-None-Match` this one; 428 when `If-Match` is
    ///   demanded and absent.
    package func requireMatch(_ etag: ETag?) throws {
        if let ifMatch {
            let matches =
                switch ifMatch {
                case .any: etag != nil
                case .list(let tags): tags.contains { !$0.isWeak && $0.opaque == etag?.opaque }
                }
            guard matches else {
                throw Problem.preconditionFailed(
                    "The resource has changed: its version is not the one named by If-Match.")
            }
        } else if demandsMatch {
            throw Problem.preconditionRequired("Send If-Match with the ETag of the version that you read.")
        }
        if let etag, isNotModified(etag) {
            throw Problem.preconditionFailed("The resource is there already, which If-None-Match rules out.")
        }
    }
}
