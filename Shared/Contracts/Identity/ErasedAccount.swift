package import MeshCore

/// What identity knows of an account after it was erased: `DELETE /internal/accounts/{id}`, for the workflow that erases.
package struct ErasedAccount: Codable, Sendable, Equatable {
    package var account: Account.ID
    /// Whether there was anything: false when it was erased before, or never was.
    package var wasThere: Bool

    package init(account: Account.ID, wasThere: Bool) {
        self.account = account
        self.wasThere = wasThere
    }
}

extension ErasedAccount: Described {
    package static let schema = JSONSchema.object(
        "ErasedAccount", description: "What identity knows of an account after it was erased.",
        [.required("account", .id(Account.ID.self)), .required("wasThere", .boolean())])
}
