import HTTPTypes
import IdentityAPI
import MeshCore
import MeshRuntime

/// What services need to know: the key set, and who holds an API key. And the operator's tokens, for the supervisor alone.
struct MeshRoutes: Sendable {
    let ring: KeyRing
    let keys: KeyKeeper
    let desk: OperatorDesk

    func add(to api: inout API) {
        addKeySet(to: &api)
        addAPIKeys(to: &api)
        addOperatorTokens(to: &api)
    }

    private func addKeySet(to api: inout API) {
        api.on(
            .get, "/.well-known/jwks.json",
            Operation(
                id: "readKeySet", summary: "The keys that verify access tokens", tag: "Keys", access: .public,
                responses: [.ok(JSONWebKeySet.self)])
        ) { [ring] _, _ in
            // Five minutes: well below the hour for which a key is published before it signs.
            try .json(ring.published, headers: [.cacheControl: "public, max-age=300"])
        }
    }

    private func addAPIKeys(to api: inout API) {
        api.on(
            .post, "/internal/api-keys/verify",
            Operation(
                id: "verifyAPIKey", summary: "Who holds an API key", tag: "Mesh", access: .mesh([]),
                request: .json(VerifyAPIKey.self), responses: [.ok(VerifiedAPIKey.self)], problems: [404])
        ) { [keys] input, _ in
            guard let holder = try keys.verify(input.body.key) else { throw IdentityError.keyNotFound }
            return try .json(holder, headers: .notStored)
        }
        api.on(
            .post, "/internal/aws-keys/signing-key",
            Operation(
                id: "deriveSigningKey", summary: "What verifies an AWS client's signatures of one day", tag: "Mesh",
                access: .mesh([]), request: .json(DeriveSigningKey.self),
                responses: [.ok(DerivedSigningKey.self)],
                problems: [404])
        ) { [keys] input, _ in
            guard let derived = try keys.signingKey(input.body) else { throw IdentityError.keyNotFound }
            return try .json(derived, headers: .notStored)
        }
    }

    private func addOperatorTokens(to api: inout API) {
        api.on(
            .post, "/internal/tokens",
            Operation(
                id: "issueOperatorToken", summary: "An access token for the operator", tag: "Mesh",
                access: .mesh("orrery"),
                request: .json(IssueToken.self), responses: [.ok(IssuedToken.self)])
        ) { [desk] input, _ in
            try .json(try await desk.issue(input.body), headers: .notStored)
        }
        api.on(
            .post, "/internal/aws-keys",
            Operation(
                id: "issueOperatorAWSKey", summary: "The operator's key for AWS clients", tag: "Mesh",
                access: .mesh("orrery"), request: .json(IssueAWSKey.self), responses: [.ok(IssuedAWSKey.self)],
                problems: [409])
        ) { [desk] input, _ in
            try .json(try await desk.awsKey(input.body), headers: .notStored)
        }
    }
}
