import HTTPTypes
import MeshCore

extension SignatureV4 {
    /// Whether a request claims to be signed, in its `Authorization` or in its query.
    static func isIn(_ head: HTTPRequest) -> Bool {
        if let field = head.headerFields[.authorization] { return field.hasPrefix(algorithm) }
        return head.path?.contains("\(QueryParameter.algorithm.rawValue)=") == true
    }

    /// Takes a request's signature apart.
    ///
    /// - Parameter service: What it must be made for.
    /// - Throws: `IncompleteSignatureException` when parts are missing or malformed, `InvalidSignatureException` when it
    ///   is made for something else, `UnrecognizedClientException` for a session's token.
    init(reading head: HTTPRequest, service: String) throws(AWSError) {
        if let field = head.headerFields[.authorization] {
            self = try Self.inHeader(field, head)
        } else {
            self = try Self.inQuery(head)
        }
        try check(head, service: service)
    }

    /// The longest `Authorization` that is read: signed names and all, ten times what clients send.
    private static let fieldLimit = 8 * 1024

    private static func inHeader(_ field: String, _ head: HTTPRequest) throws(AWSError) -> SignatureV4 {
        guard field.utf8.count <= fieldLimit else { throw .incompleteSignature("Authorization header is too long.") }
        var parts: [Substring: Substring] = [:]
        for part in field.dropFirst(algorithm.count).split(separator: ",") {
            let part = part.trimming { $0 == " " }
            guard let separator = part.firstIndex(of: "=") else {
                throw .incompleteSignature(
                    "'\(part.prefix(64))' not a valid key=value pair (missing equal-sign) in Authorization header.")
            }
            parts[part[..<separator]] = part[part.index(after: separator)...]
        }
        let missing = ["Credential", "Signature", "SignedHeaders"].filter { parts[Substring($0)] == nil }
        guard let credential = parts["Credential"], let signature = parts["Signature"],
            let names = parts["SignedHeaders"]
        else {
            throw .incompleteSignature(
                missing.map { "Authorization header requires '\($0)' parameter." }.joined(separator: " "))
        }
        guard let date = head.headerFields[.amazonDate] else {
            throw .incompleteSignature("Authorization header requires existence of an 'X-Amz-Date' header.")
        }
        if head.headerFields[.amazonSecurityToken] != nil { throw .sessionToken }
        return SignatureV4(
            scope: try SigningScope(credential: String(credential)), date: date, time: try time(of: date),
            lifetime: nil, signedHeaders: names.split(separator: ";").map(String.init), signature: String(signature),
            statedHash: head.headerFields[.amazonContentHash])
    }

    private static func inQuery(_ head: HTTPRequest) throws(AWSError) -> SignatureV4 {
        var values: [QueryParameter: String] = [:]
        let path = head.path ?? ""
        for item in (path.firstIndex(of: "?").map { path[path.index(after: $0)...] } ?? "").split(separator: "&") {
            let separator = item.firstIndex(of: "=") ?? item.endIndex
            guard let name = QueryParameter(rawValue: String(item[..<separator])) else { continue }
            values[name] = PercentEncoding.decode(item[separator...].dropFirst(), plus: .isSpace)
        }
        let wanted: [QueryParameter] = [.algorithm, .credential, .signature, .signedHeaders, .date, .expires]
        let missing = wanted.filter { values[$0] == nil }
        guard values[.algorithm] == algorithm, let credential = values[.credential],
            let signature = values[.signature], let names = values[.signedHeaders], let date = values[.date],
            let expires = values[.expires]
        else {
            throw .incompleteSignature(
                missing.isEmpty
                    ? "\(QueryParameter.algorithm.rawValue) must be \(algorithm)."
                    : "AWS query-string parameters must include \(missing.map { "'\($0.rawValue)'" }.joined(separator: ", "))."
            )
        }
        guard let seconds = Int64(expires), (1...604_800).contains(seconds) else {
            throw .incompleteSignature(
                "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds"
            )
        }
        if values[.securityToken] != nil { throw .sessionToken }
        return SignatureV4(
            scope: try SigningScope(credential: credential), date: date, time: try time(of: date),
            lifetime: .seconds(seconds), signedHeaders: names.split(separator: ";").map(String.init),
            signature: signature, statedHash: values[.contentHash] ?? head.headerFields[.amazonContentHash])
    }

    private static func time(of date: String) throws(AWSError) -> Timestamp {
        guard let time = SigningTime.time(date) else {
            throw .incompleteSignature(
                "Date must be in ISO-8601 'basic format'. Got '\(date.prefix(64))'. See http://en.wikipedia.org/wiki/ISO_8601"
            )
        }
        return time
    }

    private func check(_ head: HTTPRequest, service: String) throws(AWSError) {
        guard date.hasPrefix(scope.date), scope.date.utf8.count == 8 else {
            throw .invalidSignature(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '\(scope.date.prefix(64))' != '\(date.prefix(8))', from '\(date)'."
            )
        }
        guard scope.service == service else {
            throw .invalidSignature("Credential should be scoped to correct service: '\(service)'.")
        }
        // What is not signed somebody on the way may have changed: the operation, the time, what is said of the body.
        let signed = Set(signedHeaders)
        guard signed.contains("host") else {
            throw .invalidSignature("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")
        }
        for field in head.headerFields where field.name.canonicalName.hasPrefix("x-amz-") {
            guard signed.contains(field.name.canonicalName) else {
                throw .invalidSignature(
                    "'\(field.name.rawName)' must be a 'SignedHeader' in the AWS Authorization.")
            }
        }
    }
}

extension AWSError {
    /// A proof that only AWS's own token service could have made.
    fileprivate static let sessionToken = AWSError(
        "UnrecognizedClientException",
        "The security token included in the request is invalid. This mesh issues no session tokens: unset AWS_SESSION_TOKEN and sign with an access key alone.",
        status: 403)
}

extension Substring {
    fileprivate func trimming(_ isBlank: (Character) -> Bool) -> Substring {
        var result = drop(while: isBlank)
        while let last = result.last, isBlank(last) { result.removeLast() }
        return result
    }
}
