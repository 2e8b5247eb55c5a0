/// The authority in the data folder cannot be used.
package enum MeshAuthorityError: Error, Equatable, CustomStringConvertible {
    /// The key is not the certificate's.
    case mismatch

    package var description: String {
        "pki/ca-key.pem is not the key of pki/ca.pem; remove both to make a new authority once no instance runs"
    }
}
