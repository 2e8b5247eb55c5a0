import FoundationEssentials
import HTTPTypes
import Hummingbird
import MeshCore

/// A signature of version 4 by an AWS key of identity's; the mesh's own tokens are taken as well.
struct SignatureProof: CallerProof {
    /// What must be signed for.
    let service: String
    let bodyLimit: Int
    let authenticator: (any Authenticator)?
    let clock: any WallClock

    func isOffered(in request: Request) -> Bool {
        request.headers[.authorization] != nil || SignatureV4.isIn(request.head)
    }

    func principal(of request: inout Request) async throws -> Principal {
        if let field = request.headers[.authorization], BearerProof.token(in: field) != nil {
            return try await BearerProof(authenticator: authenticator).principal(of: &request)
        }
        guard isOffered(in: request), let authenticator else { throw AWSError.missingAuthenticationToken }
        guard SignatureV4.isIn(request.head) else {
            throw AWSError.incompleteSignature(
                "The Authorization header is neither of the scheme \(SignatureV4.algorithm) nor Bearer.")
        }
        let signature = try SignatureV4(reading: request.head, service: service)
        let signer = try await signer(of: signature.scope, authenticator)
        // Only who names a key that is known may make us read and hash a body.
        let body = try await request.collectAWSBody(upTo: bodyLimit)
        try signature.verify(
            request.head, payload: body.readableBytesView, by: signer.signingKey, at: clock.now())
        return signer.principal
    }

    private func signer(of scope: SigningScope, _ authenticator: any Authenticator) async throws -> Signer {
        do {
            return try await authenticator.signer(in: scope)
        } catch AuthenticationFailure.expired {
            throw AWSError.expiredToken
        } catch AuthenticationFailure.invalid {
            throw AWSError.unrecognizedClient
        } catch let failure as AuthenticationFailure {
            throw ProblemError(.unavailable("Credentials cannot be checked now."), cause: failure)
        }
    }
}
