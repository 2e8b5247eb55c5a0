import MeshCore
import MeshRuntime

extension AWSMembers {
    /// The tags of a request.
    ///
    /// - Throws: `AWSError`.
    mutating func tags(_ name: String = "tags") throws(AWSError) -> [ResourceTag] {
        try (array(name) ?? []).map { element throws(AWSError) in
            guard let object = element.objectValue else { throw AWSError.serialization("A tag is to be an object.") }
            var members = AWSMembers(object)
            let key = try members.requiredString("key", length: 1...128)
            let value = try members.string("value", length: 0...256) ?? ""
            try members.check()
            return ResourceTag(key: key, value: value)
        }
    }

    /// A name that must be there, checked no further.
    ///
    /// - Throws: `AWSError`.
    mutating func arn(_ name: String, length: Int = 2000) throws(AWSError) -> String {
        let arn = try requiredString(name, length: 1...length)
        try check()
        return arn
    }
}
