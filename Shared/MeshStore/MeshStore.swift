/// MeshStore
