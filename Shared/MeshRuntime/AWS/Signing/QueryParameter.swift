/// The query parameters of a presigned request.
enum QueryParameter: String, CaseIterable {
    case algorithm = "X-Amz-Algorithm"
    case credential = "X-Amz-Credential"
    case date = "X-Amz-Date"
    case expires = "X-Amz-Expires"
    case signedHeaders = "X-Amz-SignedHeaders"
    case signature = "X-Amz-Signature"
    case securityToken = "X-Amz-Security-Token"
    case contentHash = "X-Amz-Content-Sha256"
}
